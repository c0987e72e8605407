import { Group, Skeleton } from '@mantine/core';
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * A component of a feature for the pages of others. Its code and texts come when it is first shown:
 * `part(async () => (await parts()).GroupDiscounts)`, where `parts = withTexts(() => import('./parts'), 'discounts')`.
 */
export function part<Props extends object>(load: () => Promise<ComponentType<Props>>, fallback: ReactNode = <Arriving />): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() }));
  return function LazyPart(props: Props) {
    return (
      <Suspense fallback={fallback}>
        <Part {...props} />
      </Suspense>
    );
  };
}

function Arriving() {
  const { t } = useTranslation('common');
  return (
    <Group p="md" role="status" aria-label={t('state.loading')}>
      <Skeleton height={14} width="70%" radius="sm" />
    </Group>
  );
}
