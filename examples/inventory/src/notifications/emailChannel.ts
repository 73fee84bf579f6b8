import { Channel, Delivery, Message } from './channel.js';

export interface MailTransport {
  deliver(raw: string): Promise<string>;
}

const addressPattern = /^[\w.+\-]+@[\w\-]+(\.[\w-]+)+$/;

export class EmailChannel extends Channel {
  readonly name = 'email';

  constructor(
    private readonly transport: MailTransport,
    private readonly sender: string,
  ) {
    super();
  }

  accepts(recipient: string): boolean {
    return addressPattern.test(recipient);
  }

  describe(): string {
    return `${this.name} from ${this.sender}`;
  }

  async send(message: Message): Promise<Delivery> {
    if (!this.accepts(message.recipient)) return this.failed(message, 'not an e-mail address');
    const id = await this.transport.deliver(this.render(message));
    return this.ok(message, id);
  }

  private render(message: Message): string {
    var headers = {
      From: this.sender,
      To: message.recipient,
      Subject: message.subject.replace(/[\r\n]+/g, ' '),
    };
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    return [...head, '', message.body].join('\r\n');
  }
}
