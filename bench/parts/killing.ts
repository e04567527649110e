import { killUnderLoad } from '../kill-under-load.ts';
import { type BenchPart, usualConnections } from './bench-context.ts';

/** SIGKILL in the middle of a load: nothing that was acknowledged may be missing, nothing may be half there. */
export const killing: BenchPart = {
  name: 'kill',
  isInQuick: true,
  async measure({ load, openStore, reportKill }) {
    await using store = await openStore();
    const report = await killUnderLoad(load, store, usualConnections);
    reportKill({ store: store.kind, ...report });
    if (report.lost > 0 || report.torn > 0) {
      throw new Error(`${store.kind} lost ${report.lost} acknowledged statuses; ${report.torn} rows are torn.`);
    }
  },
};
