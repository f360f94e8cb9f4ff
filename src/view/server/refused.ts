/** An answer that is none, with the message for a person: nothing of this machine stands in it. */
export class Refused extends Error {
  /** Of HTTP. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
