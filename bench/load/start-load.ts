import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Job, Load } from './run-load.ts';

export interface LoadProcess extends AsyncDisposable {
  /** `onUnderway` is called once, when the job's number of answers is there. */
  run(job: Job, onUnderway?: () => void): Promise<Load>;
}

/** Starts the process that makes load. It takes one job at a time. */
export function startLoadProcess(): LoadProcess {
  const child = fork(new URL('./load-process.ts', import.meta.url));
  const exited = once(child, 'exit');
  return {
    run(job, onUnderway) {
      const { promise, resolve, reject } = Promise.withResolvers<Load>();
      const hear = (message: 'underway' | { readonly load: Load }) => {
        if (message === 'underway') return onUnderway?.();
        child.off('message', hear);
        resolve(message.load);
      };
      child.on('message', hear);
      exited.then(() => reject(new Error('The process that makes load has ended.')));
      child.send(job);
      return promise;
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
    },
  };
}
