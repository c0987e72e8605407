/** Where the key goes. The line may be pasted as it is: the shell puts the key in, and its history never sees it. */
export const KEY_VARIABLE = 'KARTOTEKA_KEY';

const example = { externalId: '1001', kind: 'CUSTOMER_KIND_COMPANY', name: 'Example Ltd', email: 'office@shop.example', active: true };

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
  return `kartoteka sync push --server ${server} --key "$${KEY_VARIABLE}" --format optima contractors.xml`;
}

function curl(server: string, method: string, body: object): string {
  return [
    `curl ${server}/kartoteka.v1.ContractorSyncService/${method}`,
    `  -H "Authorization: Bearer $${KEY_VARIABLE}"`,
    `  -H "Content-Type: application/json"`,
    `  -d '${JSON.stringify(body)}'`,
  ].join(' \\\n');
}
