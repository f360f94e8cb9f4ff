/** An answer that is none, with what a person is told: nothing of this machine stands in it. */
export class Refused extends Error {
  /** Of HTTP. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
