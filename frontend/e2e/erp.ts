import { createHash } from 'node:crypto';
import { request as requests, type Page } from '@playwright/test';
import { call, unique } from './customers';
import { expect } from './fixtures';

export interface PushResult {
  externalId: string;
  outcome: string;
  customerId?: string;
}

/** An ERP installation with a key of its own. */
export interface Erp {
  id: string;
  code: string;
  /** Pushes in one batch; the options are those of PushContractors. */
  push: (contractors: object[], options?: object) => Promise<PushResult[]>;
  /** Calls another method of the sync API with the key of the source. */
  call: (method: string, message: object) => Promise<{ status: number; text: string }>;
  /** Calls a method of any service, such as "DiscountService/PushDiscounts", with that key. */
  callService: (method: string, message: object) => Promise<{ status: number; text: string }>;
}

/** Registers a source and makes a key for it, as an owner does; then pushes as the ERP does, with nothing but the key. */
export async function connectErp(page: Page): Promise<Erp> {
  const code = unique('erp').replaceAll(' ', '-');
  const registered = await call(page, 'SourceSystemService/CreateSourceSystem', { sourceSystem: { code } });
  // The answers of our own API, whose shapes are known.
  const { sourceSystem } = (await registered.json()) as { sourceSystem: { id: string } };
  const made = await call(page, 'ApiKeyService/CreateApiKey', {
    apiKey: { name: `Key of ${code}`, scopes: ['API_KEY_SCOPE_SYNC'], sourceSystem: code },
  });
  const { secret } = (await made.json()) as { secret: string };
  const address = new URL(page.url() === 'about:blank' ? (await page.request.get('/')).url() : page.url()).origin;

  const callService = (method: string, message: object) => callWithKey(address, secret, method, message);
  const callSync = (method: string, message: object) => callService(`ContractorSyncService/${method}`, message);

  async function push(contractors: object[], options: object = {}): Promise<PushResult[]> {
    const response = await callSync('PushContractors', { contractors, ...options });
    expect(response.status, response.text).toBe(200);
    const { results } = JSON.parse(response.text) as { results: PushResult[] };
    return results;
  }

  return { id: sourceSystem.id, code, push, call: callSync, callService };
}

/** Calls as a program does: without a cookie. */
export async function callWithKey(address: string, key: string, method: string, message: object): Promise<{ status: number; text: string }> {
  const program = await requests.newContext({ baseURL: address });
  const response = await program.post(`/kartoteka.v1.${method}`, { data: message, headers: { Authorization: `Bearer ${key}` } });
  const answer = { status: response.status(), text: await response.text() };
  await program.dispose();
  return answer;
}

/** A snapshot that holds these contractors and no others, complete: whatever else the source had is to be blocked. */
export async function takeSnapshot(erp: Erp, contractors: { externalId: string }[]): Promise<{ status: number; text: string }> {
  const begun = await erp.call('BeginSnapshot', {});
  const { run } = JSON.parse(begun.text) as { run: { id: string } };
  await erp.push(contractors, { snapshotRunId: run.id });
  const ids = contractors.map(({ externalId }) => externalId).sort();
  const digest = createHash('sha256').update(ids.map((id) => `${id}\n`).join('')).digest('hex');
  return erp.call('CompleteSnapshot', { runId: run.id, count: ids.length, digest });
}
