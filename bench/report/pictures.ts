import { parse, View } from 'vega';
import { type Config, compile, type TopLevelSpec } from 'vega-lite';
import { type ScenarioName, scenarios } from '../load/scenarios.ts';
import type { Result } from './results.ts';

/** A picture as a file that any page can show. */
export interface Picture {
  readonly fileName: string;
  readonly svg: string;
}

const stores = ['SQLite', 'PostgreSQL'];
const storeColours = ['#2563a8', '#c2620e'];

/** Legible on a light page and on a dark one. */
const config: Config = {
  background: '#ffffff',
  padding: 12,
  font: 'system-ui, sans-serif',
  range: { category: storeColours },
  axis: { labelLimit: 300 },
};

/** Draws what the tables hold. */
export function drawPictures(results: readonly Result[]): Promise<readonly Picture[]> {
  return Promise.all([
    draw('against-bare.svg', againstBare(results)),
    draw('processor.svg', processor(results)),
    draw('latency.svg', latency(results)),
  ]);
}

/** Pictures know no code. */
function titleOf(scenario: ScenarioName): string {
  return scenarios[scenario].title.replaceAll('`', '');
}

function barePairs(results: readonly Result[]) {
  return results.filter((result) => result.kind === 'pair').filter(({ against }) => against === 'bare node:http');
}

/** Of the pairs with the usual number of connections, those that are named below. */
function usualPairs(results: readonly Result[]) {
  return barePairs(results).filter(({ connections }) => connections === 64);
}

function againstBare(results: readonly Result[]): TopLevelSpec {
  const values = usualPairs(results).map(({ scenario, store, ratio }) => ({
    request: titleOf(scenario),
    store,
    ratio: ratio.median,
    least: ratio.least,
    most: ratio.most,
  }));
  const y = { field: 'request', type: 'nominal', title: null, sort: null } as const;
  return {
    title: 'Requests a second, as a part of what a bare server answers',
    data: { values },
    width: 460,
    encoding: { y, yOffset: { field: 'store', sort: stores } },
    layer: [
      {
        mark: 'bar',
        encoding: {
          x: { field: 'ratio', type: 'quantitative', title: '1 = a bare node:http server', scale: { domain: [0, 1] } },
          color: { field: 'store', title: null, scale: { domain: stores, range: storeColours } },
        },
      },
      {
        mark: 'rule',
        encoding: { x: { field: 'least', type: 'quantitative' }, x2: { field: 'most' } },
      },
    ],
    config,
  };
}

function processor(results: readonly Result[]): TopLevelSpec {
  const values = usualPairs(results).flatMap(({ scenario, store, ours, other }) => [
    { request: titleOf(scenario), server: store, us: ours.processorUs },
    { request: titleOf(scenario), server: 'bare', us: other.processorUs },
  ]);
  return {
    title: 'Processor time of the server for each request',
    data: { values },
    width: 460,
    mark: 'bar',
    encoding: {
      y: { field: 'request', type: 'nominal', title: null, sort: null },
      yOffset: { field: 'server', sort: ['bare', ...stores] },
      x: { field: 'us', aggregate: 'mean', type: 'quantitative', title: 'microseconds, all threads' },
      color: {
        field: 'server',
        title: null,
        scale: { domain: ['bare', ...stores], range: ['#8a8f98', ...storeColours] },
      },
    },
    config,
  };
}

function latency(results: readonly Result[]): TopLevelSpec {
  const values = barePairs(results)
    .filter(({ scenario }) => scenario === 'post-new' || scenario === 'get')
    .flatMap(({ scenario, store, connections, ours }) => [
      { request: `${titleOf(scenario)}, ${store}`, connections, of: 'half of them', ms: ours.p50Us / 1000 },
      { request: `${titleOf(scenario)}, ${store}`, connections, of: '99 of 100', ms: ours.p99Us / 1000 },
    ]);
  return {
    title: 'How long an answer takes',
    data: { values },
    columns: 2,
    facet: { field: 'request', title: null },
    spec: {
      width: 240,
      height: 160,
      mark: { type: 'line', point: true },
      encoding: {
        x: {
          field: 'connections',
          type: 'quantitative',
          scale: { type: 'log', base: 4 },
          axis: { values: [1, 4, 16, 64, 256] },
          title: 'connections',
        },
        y: { field: 'ms', type: 'quantitative', scale: { type: 'log' }, title: 'milliseconds' },
        color: { field: 'of', title: null },
      },
    },
    config,
  };
}

async function draw(fileName: string, spec: TopLevelSpec): Promise<Picture> {
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  return { fileName, svg: `${await view.toSVG()}\n` };
}
