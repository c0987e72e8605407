import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { DiscountFindingSchema, FindingKind } from '@/gen/kartoteka/v1/discount_service_pb';
import { byKind } from './byKind';

test('findings are gathered by kind, within a kind in their order', () => {
  const finding = (kind: FindingKind, discountId: string) => create(DiscountFindingSchema, { kind, discountId });
  const [a, b, c] = [finding(FindingKind.EXPIRED, 'a'), finding(FindingKind.NEVER_WINS, 'b'), finding(FindingKind.EXPIRED, 'c')];
  expect(byKind([a, b, c])).toEqual([
    [FindingKind.NEVER_WINS, [b]],
    [FindingKind.EXPIRED, [a, c]],
  ]);
});
