import type { ChangeSignal } from './change-signal.ts';

/** Those who wait for something new in a repository. Other processes are listened to only while there are any. */
export class Watchers implements AsyncDisposable {
  readonly #signal: ChangeSignal;
  readonly #wakes = new Map<number, Set<() => void>>();
  #listening: Disposable | undefined;

  constructor(signal: ChangeSignal) {
    this.#signal = signal;
  }

  watch(repositoryId: number, wake: () => void): Disposable {
    this.#listening ??= this.#signal.listen((changed) => this.#wake(changed));
    const wakes = this.#wakes.get(repositoryId) ?? new Set();
    // The same function may be given twice.
    const own = () => wake();
    this.#wakes.set(repositoryId, wakes.add(own));
    return { [Symbol.dispose]: () => this.#forget(repositoryId, own) };
  }

  /** Tells everybody, here and in other processes, that this process has written into the repository. */
  announce(repositoryId: number): void {
    this.#wake(repositoryId);
    this.#signal.announce(repositoryId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listening?.[Symbol.dispose]();
    this.#listening = undefined;
    await this.#signal[Symbol.asyncDispose]();
  }

  #wake(repositoryId: number | undefined): void {
    const woken = repositoryId === undefined ? [...this.#wakes.values()] : [this.#wakes.get(repositoryId) ?? []];
    for (const wakes of woken) for (const wake of wakes) wake();
  }

  #forget(repositoryId: number, own: () => void): void {
    const wakes = this.#wakes.get(repositoryId);
    wakes?.delete(own);
    if (wakes?.size === 0) this.#wakes.delete(repositoryId);
    if (this.#wakes.size > 0) return;
    this.#listening?.[Symbol.dispose]();
    this.#listening = undefined;
  }
}
