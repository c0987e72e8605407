import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './table.module.css';

export interface Chip {
  key: string;
  /** "Status: Pending" */
  label: string;
  onRemove: () => void;
}

interface ToolbarProps {
  search?: ReactNode;
  /** Filter menus. */
  filters?: ReactNode;
  /** At the right end: "1 234 customers". */
  summary?: ReactNode;
  chips?: readonly Chip[];
  onClear?: () => void;
}

/** The lines above a list: search, filters, a count, and below them a chip for every filter in force. */
export function Toolbar({ search, filters, summary, chips = [], onClear }: ToolbarProps) {
  const { t } = useTranslation('common');
  return (
    <div className={classes.toolbar} role="search" data-print="hide">
      <Group gap="xs" wrap="wrap">
        {search}
        {filters}
        {summary && <div className={classes.summary}>{summary}</div>}
      </Group>
      {chips.length > 0 && (
        <Group gap={6} role="group" aria-label={t('table.activeFilters')}>
          {chips.map((chip) => (
            <button
              key={chip.key}
              type="button"
              className={classes.chip}
              aria-label={t('table.removeFilter', { filter: chip.label })}
              onClick={chip.onRemove}
            >
              <span>{chip.label}</span>
              <span aria-hidden>×</span>
            </button>
          ))}
          {onClear && (
            <Button size="compact-xs" variant="subtle" onClick={onClear}>
              {t('table.clearFilters')}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}
