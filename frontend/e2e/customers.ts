import type { APIResponse, Locator, Page } from '@playwright/test';
import { expect } from './fixtures';

let made = 0;

/** A name that no other test and no earlier run has used. */
export function unique(word: string): string {
  made += 1;
  return `${word} ${Date.now().toString(36)}${made}`;
}

export function emailOf(name: string): string {
  return `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@e2e.example`;
}

export interface MadeCustomer {
  id: string;
  number: string;
  etag: string;
  name: string;
  email: string;
}

/** Calls the API as the signed-in staff member, past the screen. */
export async function call(page: Page, method: string, message: object): Promise<APIResponse> {
  // The server takes requests with a cookie from its own pages only, which browsers vouch for in this header.
  const response = await page.request.post(`/kartoteka.v1.${method}`, { data: message, headers: { 'Sec-Fetch-Site': 'same-origin' } });
  expect(response.ok(), `${method}: ${await response.text()}`).toBe(true);
  return response;
}

/** Adds a customer behind the page's back. */
export async function addCustomer(page: Page, fields: object = {}, name = unique('Firma')): Promise<MadeCustomer> {
  const customer = { kind: 'CUSTOMER_KIND_COMPANY', name, email: emailOf(name), ...fields };
  const response = await call(page, 'CustomerService/CreateCustomer', { customer });
  // The answer of our own API, whose shape is known.
  const answer = (await response.json()) as { customer: MadeCustomer };
  return answer.customer;
}

/** Section by its heading. */
export function section(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true });
}

/** A box to type into, by its label; required ones have a star in their label, which is not part of the name. */
export function field(within: Page | Locator, name: string) {
  return within.getByRole('textbox', { name, exact: true });
}
