import { Button, Checkbox, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/ui';

export interface Choice {
  value: string;
  label: ReactNode;
  /** The label as text, for the name of the checkbox. */
  name: string;
}

/** What a list of choices takes: `GroupChoices`, `StaffChoices`. */
export interface ChoicesProps {
  label: string;
  /** What was typed to narrow the choices. */
  needle: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
}

interface PagedQuery {
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

interface ChoiceListProps {
  label: string;
  choices: readonly Choice[];
  query: PagedQuery;
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Checkboxes that the server sends page by page, with every state on the way. */
export function ChoiceList({ label, choices, query, value, onChange }: ChoiceListProps) {
  const { t } = useTranslation('common');
  if (query.isPending) return <ChoiceSkeleton />;
  if (query.error) return <ErrorState error={query.error} onRetry={query.refetch} compact />;
  return (
    <Checkbox.Group value={[...value]} onChange={onChange} aria-label={label}>
      <Stack gap={8} p={4}>
        {choices.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('form.nothingFound')}
          </Text>
        )}
        {choices.map((choice) => (
          <Checkbox key={choice.value} size="sm" value={choice.value} label={choice.label} aria-label={choice.name} />
        ))}
        {query.hasNextPage && (
          <Button size="compact-sm" variant="subtle" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('action.showMore')}
          </Button>
        )}
      </Stack>
    </Checkbox.Group>
  );
}

function ChoiceSkeleton() {
  return (
    <Stack gap={10} p={4} aria-hidden>
      {[70, 55, 80, 45].map((width) => (
        <Skeleton key={width} height={14} width={`${width}%`} radius="sm" />
      ))}
    </Stack>
  );
}
