import { FindingKind, type DiscountFinding } from '@/gen/kartoteka/v1/discount_service_pb';

/** Kinds in the order of their numbers, each with its findings as they came. */
export function byKind(findings: readonly DiscountFinding[]): [FindingKind, DiscountFinding[]][] {
  const kinds = new Map<FindingKind, DiscountFinding[]>();
  for (const finding of findings) {
    kinds.set(finding.kind, [...(kinds.get(finding.kind) ?? []), finding]);
  }
  return [...kinds].sort(([a], [b]) => a - b);
}
