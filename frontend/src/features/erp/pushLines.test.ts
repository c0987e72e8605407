import { fromJsonString } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { ContractorSyncService } from '@/gen/kartoteka/v1/contractor_sync_service_pb';
import { fileLine, infoLine, pushLine } from './pushLines';

const server = 'https://crm.shop.example';

function bodyOf(line: string): string {
  return /-d '(.*)'$/s.exec(line)?.[1] ?? '';
}

test('the lines of curl name real methods and bodies that the API reads', () => {
  const { getSyncInfo, pushContractors } = ContractorSyncService.method;
  expect(infoLine(server)).toContain(`${server}/${ContractorSyncService.typeName}/${getSyncInfo.name} `);
  expect(fromJsonString(getSyncInfo.input, bodyOf(infoLine(server)))).toBeDefined();
  expect(pushLine(server)).toContain(`${server}/${ContractorSyncService.typeName}/${pushContractors.name} `);
  const push = fromJsonString(pushContractors.input, bodyOf(pushLine(server)));
  expect(push).toMatchObject({ validateOnly: true, contractors: [{ externalId: '1001' }] });
});

test('no line holds a key, only the variable that does', () => {
  for (const line of [infoLine(server), pushLine(server), fileLine(server)]) expect(line).toContain('$KARTOTEKA_KEY"');
});

test('the command of the binary names server, format and file', () => {
  expect(fileLine(server)).toBe('kartoteka sync push --server https://crm.shop.example --key "$KARTOTEKA_KEY" --format optima contractors.xml');
});
