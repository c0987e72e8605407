/** Where the key goes: curl is given it by the shell, and the binary reads it by itself. */
export const KEY_VARIABLE = 'KARTOTEKA_KEY';

const example = { externalId: '1001', kind: 'CUSTOMER_KIND_COMPANY', name: 'Example Ltd', email: 'office@shop.example', active: true };

/** The key is put in once, and stands in no other line. */
export function keyLine(): string {
  return `export ${KEY_VARIABLE}='kt_…'`;
}

/** Asks who the key belongs to; changes nothing. */
export function infoLine(server: string): string {
  return curl(server, 'GetSyncInfo', {});
}

/** One contractor, tried without saving: taking out validateOnly makes it real. */
export function pushLine(server: string): string {
  return curl(server, 'PushContractors', { validateOnly: true, contractors: [example] });
}

/** A whole file of Comarch Optima. */
export function fileLine(server: string): string {
  return `kartoteka sync push --server ${server} --format optima contractors.xml`;
}

/** The first changes; wait_seconds holds the answer back until there is one, so nothing is asked in vain. */
export function pullLine(server: string): string {
  return curl(server, 'PullChanges', { cursor: '', limit: 100, waitSeconds: 20 });
}

/** Says what has been saved: it keeps those changes from being counted as unread. */
export function ackLine(server: string): string {
  return curl(server, 'AckChanges', { consumer: 'erp', cursor: 'NEXT_CURSOR' });
}

function curl(server: string, method: string, body: object): string {
  return [
    `curl ${server}/kartoteka.v1.ContractorSyncService/${method}`,
    `  -H "Authorization: Bearer $${KEY_VARIABLE}"`,
    `  -H "Content-Type: application/json"`,
    `  -d '${JSON.stringify(body)}'`,
  ].join(' \\\n');
}
