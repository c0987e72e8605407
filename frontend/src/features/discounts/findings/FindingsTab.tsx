import { Button, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DiscountOrigin, type Discount } from '@/gen/kartoteka/v1/discount_pb';
import { FindingKind, FindingKindSchema, type DiscountFinding } from '@/gen/kartoteka/v1/discount_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { useCan } from '@/app/context';
import { useEnumLabel } from '@/i18n';
import { MoreButton, param, PlainTable, Toolbar, useListState, type PlainColumn } from '@/table';
import { EmptyState, LinkButton, Section, TextLink } from '@/ui';
import { EndDiscountDialog, type Ending } from '../editor/EndDiscountDialog';
import { Origin } from '../list/columns';
import { useFindings } from '../queries';
import { TargetLink } from '../TargetLink';
import { useDiscountText } from '../useDiscountText';
import { byKind } from './byKind';
import { FindingText } from './FindingText';
import { KindFilter } from './KindFilter';

const params = { kind: param.enums(FindingKindSchema) };
const findingId = ({ discountId, otherId, shopId }: DiscountFinding) => `${discountId}:${otherId}:${shopId}`;

/** What an ERP granted is changed there (DISC-2). */
const isOfErp = ({ discount }: DiscountFinding) => discount?.origin === DiscountOrigin.ERP;

/** What is odd about the discounts that are on, by kind, and what can be done about each. */
export function FindingsTab() {
  const { t } = useTranslation('discounts');
  const label = useEnumLabel();
  const { state, update } = useListState(params);
  const kind = state.kind[0] ?? FindingKind.UNSPECIFIED;
  const { rows: findings, query } = useFindings(kind);
  const [ending, setEnding] = useState<Ending>();
  const columns = useFindingColumns(setEnding);
  return (
    <>
      <Toolbar filters={<KindFilter value={kind} onChange={(next) => update({ kind: next === FindingKind.UNSPECIFIED ? [] : [next] })} />} />
      <Stack gap="md">
        {findings.length === 0 && (
          <Section title={t('tab.findings')} query={query}>
            <EmptyState compact icon={<IconCircleCheck size={26} stroke={1.5} />} title={t('finding.none')} description={t('finding.noneHint')} />
          </Section>
        )}
        {byKind(findings).map(([each, rows]) => (
          <Section key={each} title={label(FindingKindSchema, each)} description={t(`finding.advice.${FindingKind[each]}`)} flush>
            <PlainTable label={label(FindingKindSchema, each)} columns={columns} rows={rows} rowId={findingId} />
          </Section>
        ))}
        <MoreButton query={query} />
      </Stack>
      <EndDiscountDialog ending={ending} onClose={() => setEnding(undefined)} />
    </>
  );
}

function useFindingColumns(onEnd: (ending: Ending) => void): PlainColumn<DiscountFinding>[] {
  const { t } = useTranslation('discounts');
  const text = useDiscountText();
  const canWrite = useCan(Permission.DISCOUNTS_WRITE);
  return useMemo<PlainColumn<DiscountFinding>[]>(
    () => [
      {
        id: 'name',
        header: t('one'),
        card: 'title',
        cell: ({ discount }) =>
          discount && (
            <TextLink to="/discounts/$discountId" params={{ discountId: discount.id }} inherit fw={550}>
              {text.title(discount)}
            </TextLink>
          ),
      },
      { id: 'target', header: t('field.target'), cell: ({ discount }) => <TargetLink target={discount?.target} /> },
      { id: 'scope', header: t('field.scope'), cell: ({ discount }) => text.scope(discount?.scope) },
      { id: 'text', header: t('finding.what'), cell: (finding) => <What finding={finding} /> },
      { id: 'origin', header: t('field.origin'), cell: ({ discount }) => discount && <Origin discount={discount} />, width: 102 },
      {
        id: 'actions',
        header: t('finding.actions'),
        isHeaderHidden: true,
        align: 'end',
        width: 170,
        cell: (finding) => canWrite && finding.discount && !isOfErp(finding) && <Actions discount={finding.discount} onEnd={onEnd} />,
      },
    ],
    [t, text, canWrite, onEnd],
  );
}

function What({ finding }: { finding: DiscountFinding }) {
  const { t } = useTranslation('discounts');
  return (
    <>
      <FindingText finding={finding} />
      {isOfErp(finding) && (
        <Text size="xs" c="dimmed">
          {t('lock.erp')}
        </Text>
      )}
    </>
  );
}

function Actions({ discount, onEnd }: { discount: Discount; onEnd: (ending: Ending) => void }) {
  const { t } = useTranslation('discounts');
  const title = useDiscountText().title(discount);
  return (
    <Button.Group display="inline-flex">
      <LinkButton
        to="/discounts/$discountId"
        params={{ discountId: discount.id }}
        size="compact-xs"
        variant="subtle"
        aria-label={t('common:action.editSection', { section: title })}
      >
        {t('common:action.edit')}
      </LinkButton>
      <Button size="compact-xs" variant="subtle" color="red" aria-label={t('end.which', { name: title })} onClick={() => onEnd({ id: discount.id, etag: '', title })}>
        {t('end.short')}
      </Button>
    </Button.Group>
  );
}
