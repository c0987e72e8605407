import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { TaxStatus } from '@/gen/kartoteka/v1/customer_pb';
import { FieldOwnershipSchema, type FieldOwnership } from '@/gen/kartoteka/v1/ownership_pb';
import { MatchBy, UnknownGroups, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';

/** Where a customer is taxed: the columns of the table, and the words for them. */
export const regions = [
  { name: 'domestic', taxStatus: TaxStatus.DOMESTIC },
  { name: 'intraEu', taxStatus: TaxStatus.INTRA_EU },
  { name: 'extraEu', taxStatus: TaxStatus.EXTRA_EU },
] as const satisfies readonly { name: keyof FieldOwnership; taxStatus: TaxStatus }[];

export type RegionName = (typeof regions)[number]['name'];

/** Fields whose owner cannot be changed; the texts "ownership.fixed.…" say why. */
const fixed: readonly string[] = ['erpDiscountPercent', 'shopIds'];

export function isFixed({ field }: Pick<FieldOwnership, 'field'>): boolean {
  return fixed.includes(field);
}

type OwnershipInit = MessageInitShape<typeof FieldOwnershipSchema>;

/** The fields that have other owners than before. Only these are sent, so what others have set of the rest stays. */
export function changedFields(before: readonly FieldOwnership[], after: readonly OwnershipInit[]): FieldOwnership[] {
  const old = new Map(before.map((owners) => [owners.field, owners]));
  return after
    .map((owners) => create(FieldOwnershipSchema, owners))
    .filter((owners) => {
      const was = old.get(owners.field);
      return !was || regions.some(({ name }) => was[name] !== owners[name]);
    });
}

/** What is not set counts as the usual. */
export function choicesOf({ matchBy, unknownGroups }: SourceSystem) {
  return { matchBy: matchBy || MatchBy.NONE, unknownGroups: unknownGroups || UnknownGroups.CREATE };
}
