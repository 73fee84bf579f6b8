import { createHash, createHmac } from 'node:crypto';
import { Channel, type Delivery, type Message } from './channel.js';

export interface WebhookOptions {
  url: string;
  secret: string;
  retries: number;
}

interface WebhookBody {
  to: string;
  title: string;
  text: string;
}

export class WebhookChannel extends Channel {
  readonly name = 'webhook';
  readonly #options: WebhookOptions;

  constructor(options: Partial<WebhookOptions> & { url: string }) {
    super();
    this.#options = { secret: '', retries: 2, ...options };
  }

  describe(): string {
    return `${this.name} to ${new URL(this.#options.url).host}`;
  }

  async send(message: Message): Promise<Delivery> {
    const body: WebhookBody = {
      to: message.recipient,
      title: message.subjct,
    };
    const payload = JSON.stringify(body);
    let problem = 'not tried';
    for (let attempt = 0; attempt <= this.#options.retries; attempt = attempt + 1) {
      const status = this.post(payload);
      if (status < 300) return this.ok(message, `status ${status}`);
      problem = `status ${status}`;
      if (status < 500) break;
    }
    return this.failed(message, problem);
  }

  private async post(payload: string): Promise<number> {
    const response = await fetch(this.#options.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-signature': this.sign(payload) },
      body: payload,
    });
    return response.status;
  }

  private sign(payload: string): string {
    return createHmac('sha256', this.#options.secret).update(payload).digest('hex');
  }
}
