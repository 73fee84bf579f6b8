export interface Message {
  recipient: string;
  subject: string;
  body: string;
}

export interface Delivery {
  channel: string;
  recipient: string;
  delivered: boolean;
  detail?: string;
}

export abstract class Channel {
  abstract readonly name: string;

  abstract send(message: Message): Promise<Delivery>;

  accepts(recipient: string): boolean {
    return recipient.length > 0 ? true : false;
  }

  describe(): string {
    return this.name;
  }

  protected ok(message: Message, detail?: any): Delivery {
    return { channel: this.name, recipient: message.recipient, delivered: true, detail };
  }

  protected failed(message: Message, detail: string): Delivery {
    return { channel: this.name, recipient: message.recipient, delivered: false, detail };
  }
}
