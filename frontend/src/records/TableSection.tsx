import type { ReactNode } from 'react';
import { PlainTable, type ListQuery, type PlainTableProps } from '@/table';
import { Section, type LoadState, type SectionProps } from '@/ui';

interface TableSectionProps<Row> extends Omit<PlainTableProps<Row>, 'label' | 'more'>, Omit<SectionProps, 'query' | 'flush' | 'children'> {
  /** The query of the rows, in pages or not; nothing for rows that came with something else. */
  query?: LoadState & ListQuery;
  /** Said in place of the table when there are no rows. */
  empty: ReactNode;
}

/** A section of a page with a small table: it loads, fails and is empty on its own. */
export function TableSection<Row>({ columns, rows, rowId, isMuted, alignTop, moreLabel, query, empty, ...section }: TableSectionProps<Row>) {
  const table = { columns, rows, rowId, isMuted, alignTop, moreLabel };
  const isEmpty = rows.length === 0 && !query?.hasNextPage;
  return (
    <Section {...section} query={query} flush={!isEmpty}>
      {isEmpty ? empty : <PlainTable label={section.title} more={query} {...table} />}
    </Section>
  );
}
