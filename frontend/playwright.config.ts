import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** Servers that already run, a space between their addresses. */
const given = process.env['KARTOTEKA_E2E_URLS'];

/** How many tests run at a time. Each worker has a server of its own, which starts from the built binary. */
const workers = 2;

// The configuration is read again by every worker; what the first reading chose travels in the environment.
process.env['KARTOTEKA_E2E_DIR'] ??= mkdtempSync(join(tmpdir(), 'kartoteka-e2e-'));
process.env['KARTOTEKA_E2E_URLS'] ??= (await freePorts(workers)).map((port) => `http://127.0.0.1:${port}`).join(' ');

const folder = process.env['KARTOTEKA_E2E_DIR'];
const servers = process.env['KARTOTEKA_E2E_URLS'].split(' ').map((url, index) => ({
  command: `../bin/kartoteka serve --demo --log-level warn --listen ${new URL(url).host} --database sqlite:${join(folder, `e2e-${index}.db`)}`,
  url,
  timeout: 60_000,
  reuseExistingServer: Boolean(given),
}));

export default defineConfig({
  testDir: 'e2e',
  globalTeardown: './e2e/teardown.ts',
  workers: servers.length,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  // A busy machine may be slow; a test that fails three times is wrong.
  retries: process.env['CI'] ? 2 : 0,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
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
  webServer: servers,
});

/** Ports that nobody listens on: all are found before any is given back. */
async function freePorts(count: number): Promise<number[]> {
  const listening = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(listening.map((server) => once(server, 'listening')));
  const ports = listening.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(listening.map((server) => once(server.close(), 'close')));
  return ports;
}
