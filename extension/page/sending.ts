// One question at a time, though what is asked is found faster.

import type { Known } from "./known";

/** Parts go out one after another, since each needs what the one before left; walking goes on meanwhile. */
export class Sending {
  count = 0;
  stopped = false;
  #last: Promise<void> = Promise.resolve();
  #send: (part: Known[], first: boolean) => Promise<boolean>;

  constructor(send: (part: Known[], first: boolean) => Promise<boolean>) {
    this.#send = send;
  }

  add(part: Known[]): void {
    const first = this.count++ === 0;
    this.#last = this.#last.then(async () => {
      if (!this.stopped && !(await this.#send(part, first))) this.stopped = true;
    });
    // Its end is awaited later; a fault before that is not unhandled.
    this.#last.catch(() => {
      this.stopped = true;
    });
  }

  ended(): Promise<void> {
    return this.#last;
  }
}
