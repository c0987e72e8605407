import { rmSync } from 'node:fs';

/** Takes the database of the run away. */
export default function teardown(): void {
  const folder = process.env['KARTOTEKA_E2E_DIR'];
  if (folder) rmSync(folder, { recursive: true, force: true });
}
