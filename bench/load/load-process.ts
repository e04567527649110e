// Makes load in a process of its own, so that it shares no event loop with what it measures.
import { type Job, runLoad } from './run-load.ts';

process.on('message', async (job: Job) => {
  process.send?.({ load: await runLoad(job, () => process.send?.('underway')) });
});
