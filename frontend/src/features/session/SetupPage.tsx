import { Alert, Button, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormErrorSummary, PasswordField, TextField, useProtoForm } from '@/forms';
import { CreateOwnerRequestSchema } from '@/gen/kartoteka/v1/session_service_pb';
import { AuthCard } from './AuthCard';
import { useCreateOwner } from './queries';

/** The page behind the one-time link that the first start prints. The token is in the fragment (#token=…), which no server logs. */
export function SetupPage() {
  const { t } = useTranslation('common');
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '');

  // The token leaves the address bar and the history as soon as it has been read.
  useEffect(() => {
    if (token !== '') window.history.replaceState(window.history.state, '', window.location.pathname);
  }, [token]);

  return (
    <AuthCard title={t('setup.title')} description={token === '' ? undefined : t('setup.intro')}>
      {token === '' ? <Alert color="yellow">{t('setup.noToken')}</Alert> : <OwnerForm token={token} />}
    </AuthCard>
  );
}

function OwnerForm({ token }: { token: string }) {
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  const createOwner = useCreateOwner();
  const form = useProtoForm({
    schema: CreateOwnerRequestSchema,
    initialValues: { name: '', email: '', password: '' },
    toMessage: (values) => ({ ...values, token }),
    submit: ({ message }) => createOwner.mutateAsync(message),
    onSaved: () => void navigate({ to: '/customers' }),
  });
  return (
    <form noValidate onSubmit={form.handleSubmit} aria-busy={form.isSubmitting}>
      <Stack gap="md">
        <FormErrorSummary form={form} />
        <TextField form={form} name="name" label={t('setup.name')} autoComplete="name" required />
        <TextField form={form} name="email" type="email" label={t('session.email')} autoComplete="username" required />
        <PasswordField
          form={form}
          name="password"
          label={t('session.password')}
          description={t('session.passwordHint')}
          autoComplete="new-password"
          required
        />
        <Button type="submit" size="md" fullWidth loading={form.isSubmitting} mt={4}>
          {t('setup.submit')}
        </Button>
      </Stack>
    </form>
  );
}
