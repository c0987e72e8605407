import { fromJsonString } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { ContractorSyncService } from '@/gen/kartoteka/v1/contractor_sync_service_pb';
import { ackLine, fileLine, infoLine, keyLine, pullLine, pushLine } from './lines';

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

test('the lines of the feed name real methods and bodies that the API reads', () => {
  const { pullChanges, ackChanges } = ContractorSyncService.method;
  expect(pullLine(server)).toContain(`${server}/${ContractorSyncService.typeName}/${pullChanges.name} `);
  expect(fromJsonString(pullChanges.input, bodyOf(pullLine(server)))).toMatchObject({ cursor: '', limit: 100, waitSeconds: 20 });
  expect(ackLine(server)).toContain(`${server}/${ContractorSyncService.typeName}/${ackChanges.name} `);
  expect(fromJsonString(ackChanges.input, bodyOf(ackLine(server)))).toMatchObject({ consumer: 'erp', cursor: 'NEXT_CURSOR' });
});

test('the key stands in one line, under the name by which the others take it', () => {
  expect(keyLine()).toMatch(/^export KARTOTEKA_KEY=/);
  for (const line of [infoLine(server), pushLine(server), pullLine(server), ackLine(server)]) expect(line).toContain('"Authorization: Bearer $KARTOTEKA_KEY"');
  expect(fileLine(server)).not.toContain('--key');
});

test('the command of the binary names server, format and file', () => {
  expect(fileLine(server)).toBe('kartoteka sync push --server https://crm.shop.example --format optima contractors.xml');
});
