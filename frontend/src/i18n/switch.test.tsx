import { act, render, screen } from '@testing-library/react';
import { useTranslation } from 'react-i18next';
import { afterEach, expect, test } from 'vitest';
import { CustomerStatus, CustomerStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { ReasonText, setLanguage, useEnumLabel } from '@/i18n';

afterEach(() => setLanguage('en'));

function Sample({ reason = 'EMAIL_TAKEN' }: { reason?: string }) {
  const { t } = useTranslation('common');
  const label = useEnumLabel();
  return (
    <p>
      {t('table.rows', { count: 5 })} | {label(CustomerStatusSchema, CustomerStatus.BLOCKED_BY_ERP)} |{' '}
      <ReasonText reason={reason} text="The server's own sentence." />
    </p>
  );
}

test('texts, enum words, plurals and refusals change language on the screen', async () => {
  render(<Sample />);
  expect(screen.getByText(/5 rows \| Blocked by ERP \| This e-mail already/)).toBeVisible();
  await act(() => setLanguage('pl'));
  expect(screen.getByText(/5 wierszy \| Zablokowany przez ERP \| Ten e-mail należy/)).toBeVisible();
  expect(document.documentElement).toHaveAttribute('lang', 'pl');
});

test('a refusal without a translation keeps the sentence of the server', () => {
  render(<Sample reason="BRAND_NEW" />);
  expect(screen.getByText(/The server's own sentence\./)).toBeVisible();
});
