import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { CardView } from './CardView';
import { ListStates } from './ListStates';
import classes from './table.module.css';
import { TableView } from './TableView';
import type { DataTableProps } from './types';
import { useRowFocus } from './useRowFocus';
import { useVirtualRows } from './useVirtualRows';

const ROW_HEIGHT = 42;
const CARD_HEIGHT = 96;
export const PHONE = '(max-width: 47.99em)';

/**
 * A list of any length: rows exist only while they can be seen, the next page is fetched before its rows are needed,
 * everything works from the keyboard, and below 768 px the rows are cards. Put it into <Page fill>.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { id, rows, rowId, rowLink, onOpen, query } = props;
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const rowHeight = isPhone ? CARD_HEIGHT : ROW_HEIGHT;
  const virtual = useVirtualRows(id, rows.length, rowHeight, query);
  const rowIds = useMemo(() => rows.map(rowId), [rows, rowId]);
  const navigate = useNavigate();

  const open = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row === undefined) return;
      if (rowLink) void navigate(rowLink(row));
      else onOpen?.(row);
    },
    [rows, rowLink, onOpen, navigate],
  );

  const focus = useRowFocus({
    id,
    rowIds,
    rowHeight,
    open,
    scroller: virtual.scroller,
    scrollToIndex: virtual.virtualizer.scrollToIndex,
  });

  const View = isPhone ? CardView : TableView;
  return (
    <div className={classes.frame}>
      <ListStates {...props} isPhone={isPhone} />
      {(rows.length > 0 || (query.isPending && !isPhone)) && (
        <div
          ref={virtual.scroller}
          className={classes.scroller}
          data-scroll-restoration-id={id}
          data-dimmed={query.isPlaceholderData || undefined}
        >
          <View {...props} virtual={virtual} focus={focus} open={open} rowHeight={rowHeight} />
        </div>
      )}
    </div>
  );
}
