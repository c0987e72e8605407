import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** A server that already runs, or nothing: then the built binary is started with a database of its own. */
const given = process.env['KARTOTEKA_E2E_URL'];

// The configuration is read again by every worker; what the first reading chose travels in the environment.
process.env['KARTOTEKA_E2E_PORT'] ??= String(await freePort());
process.env['KARTOTEKA_E2E_DIR'] ??= mkdtempSync(join(tmpdir(), 'kartoteka-e2e-'));

const address = `127.0.0.1:${process.env['KARTOTEKA_E2E_PORT']}`;
const database = `sqlite:${join(process.env['KARTOTEKA_E2E_DIR'], 'e2e.db')}`;

export default defineConfig({
  testDir: 'e2e',
  globalTeardown: './e2e/teardown.ts',
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  // A busy machine may be slow; a test that fails three times is wrong.
  retries: process.env['CI'] ? 2 : 0,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: given ?? `http://${address}`,
    locale: 'en-GB',
    timezoneId: 'Europe/Warsaw',
    viewport: { width: 1440, height: 900 },
    trace: 'on-first-retry', // recording each of them would make them a fifth slower
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  ...(given
    ? {}
    : {
        webServer: {
          command: `../bin/kartoteka serve --demo --log-level warn --listen ${address} --database ${database}`,
          url: `http://${address}/`,
          timeout: 60_000,
          reuseExistingServer: false,
        },
      }),
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
