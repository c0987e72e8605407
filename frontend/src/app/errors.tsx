import { Button, Group } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState, LinkButton, Page } from '@/ui';
import { useDocumentTitle } from '@/ui/Page';

/** A route whose code or session could not be loaded. */
export function RouteError({ error }: ErrorComponentProps) {
  const router = useRouter();
  const { t } = useTranslation('common');
  useDocumentTitle(t('error.title'));
  return <ErrorState error={error} onRetry={() => router.invalidate()} />;
}

export function NotFoundPage() {
  const { t } = useTranslation('common');
  return (
    <Page title={t('error.pageNotFound')}>
      <EmptyState
        icon={<IconCompass size={28} stroke={1.4} />}
        title={t('error.pageNotFoundHint')}
        action={<LinkButton to="/customers">{t('nav.customers')}</LinkButton>}
      />
    </Page>
  );
}

/** The last net, for an error in the shell itself: even then there is a sentence and a way on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <Crashed error={this.state.error} />;
  }
}

function Crashed({ error }: { error: unknown }) {
  const { t } = useTranslation('common');
  return (
    <main>
      <ErrorState error={error} />
      <Group justify="center">
        <Button onClick={() => window.location.reload()}>{t('action.reload')}</Button>
      </Group>
    </main>
  );
}
