import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AuthCard } from './AuthCard';
import { safeNext } from './next';
import { SignInForm } from './SignInForm';

export function SignInPage() {
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  const router = useRouter();
  // The routes accept any text parameters; this page knows one.
  const { next }: { next?: string } = useSearch({ strict: false });

  function enter() {
    const target = safeNext(next);
    if (target) router.history.push(target);
    else void navigate({ to: '/customers' });
  }

  return (
    <AuthCard title={t('session.title')} description={t('session.intro')}>
      <SignInForm onSignedIn={enter} />
    </AuthCard>
  );
}
