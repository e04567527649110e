import { defineConfig } from 'vitest/config';

/** Two cores: more workers only take time from the servers that the tests start. */
const shared = { environment: 'node', testTimeout: 30_000, hookTimeout: 120_000 } as const;

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    maxWorkers: 2,
    projects: [
      { extends: true, test: { ...shared, name: 'architecture', include: ['test/architecture.test.ts'] } },
      { extends: true, test: { ...shared, name: 'unit', include: ['{src,bench}/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: {
          ...shared,
          name: 'api',
          include: ['test/{api,git,store,docs}/**/*.test.ts'],
          globalSetup: 'test/support/postgres-setup.ts',
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'api-postgres',
          include: ['test/api/**/*.test.ts'],
          env: { SIGNALBOX_TEST_STORE: 'postgres' },
          globalSetup: 'test/support/postgres-setup.ts',
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'program',
          include: ['test/{cli,clients,cluster,crash}/**/*.test.ts'],
          globalSetup: [
            'test/support/build-program.ts',
            'test/support/curl-setup.ts',
            'test/support/postgres-setup.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/support/chromium-setup.ts',
        },
      },
    ],
  },
});
