import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Button } from '@mantine/core';
import { PasswordField, FormErrorSummary, TextField, useProtoForm, type FieldProblem } from '@/forms';
import { SignInRequestSchema } from '@/gen/kartoteka/v1/session_service_pb';
import { useSignIn } from './queries';

interface SignInFormProps {
  /** The one who was signed in, when a lost session is taken up again. */
  email?: string;
  onSignedIn: () => void;
}

export function SignInForm({ email, onSignedIn }: SignInFormProps) {
  const { t } = useTranslation('common');
  const signIn = useSignIn();
  const form = useProtoForm({
    schema: SignInRequestSchema,
    initialValues: { email: email ?? '', password: '' },
    toMessage: (values) => values,
    isLight: true,
    check: emptyIn,
    submit: ({ message }) => signIn.mutateAsync(message),
    onSaved: onSignedIn,
  });
  return (
    <form noValidate onSubmit={form.handleSubmit} aria-busy={form.isSubmitting}>
      <Stack gap="md">
        <FormErrorSummary form={form} />
        <TextField
          form={form}
          name="email"
          type="email"
          size="md"
          label={t('session.email')}
          autoComplete="username"
          data-autofocus={email === undefined || undefined}
          readOnly={email !== undefined || form.isSubmitting}
        />
        <PasswordField
          form={form}
          name="password"
          size="md"
          label={t('session.password')}
          autoComplete="current-password"
          data-autofocus={email !== undefined || undefined}
        />
        <Button type="submit" size="md" fullWidth loading={form.isSubmitting} mt={4}>
          {t('session.signIn')}
        </Button>
      </Stack>
    </form>
  );
}

/** Nothing else needs to be known before the server is asked. */
function emptyIn(values: { email: string; password: string }): FieldProblem[] {
  return Object.entries(values).flatMap(([path, value]) => (value === '' ? [{ path, reason: 'REQUIRED' }] : []));
}
