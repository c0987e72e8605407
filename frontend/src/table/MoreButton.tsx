import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The part of an infinite query that brings further rows. */
export interface MoreRows {
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
}

interface MoreButtonProps {
  query: MoreRows | undefined;
  /** "Show more" when absent. */
  label?: string | undefined;
  className?: string | undefined;
}

/** Fetches the next page; nothing where there is none. */
export function MoreButton({ query, label, className }: MoreButtonProps) {
  const { t } = useTranslation('common');
  if (!query?.hasNextPage) return null;
  return (
    <div className={className}>
      <Button variant="default" size="xs" loading={query.isFetchingNextPage ?? false} onClick={() => void query.fetchNextPage?.()}>
        {label ?? t('action.showMore')}
      </Button>
    </div>
  );
}
