import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ConnectRouter } from '@connectrpc/connect';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AccountState, Approval, BlockScope, BlockSource, CustomerKind, CustomerStatus, TaxStatus, type CustomerSchema } from '@/gen/kartoteka/v1/customer_pb';
import { CustomerService, type UpdateCustomerRequest } from '@/gen/kartoteka/v1/customer_service_pb';
import { EmployeeService } from '@/gen/kartoteka/v1/employee_service_pb';
import { ActorKind, HistoryService } from '@/gen/kartoteka/v1/history_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { ShopService } from '@/gen/kartoteka/v1/shop_service_pb';
import { SourceSystemService } from '@/gen/kartoteka/v1/source_system_service_pb';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { CustomerPage } from './CustomerPage';

type CustomerInit = MessageInitShape<typeof CustomerSchema>;

const acme: CustomerInit = {
  id: 'a',
  name: 'Acme',
  number: '7',
  kind: CustomerKind.COMPANY,
  status: CustomerStatus.ACTIVE,
  approval: Approval.APPROVED,
  accountState: AccountState.REGISTERED,
  etag: '1',
};

function serverWith(customer: CustomerInit, updates: UpdateCustomerRequest[] = []) {
  return ({ service }: ConnectRouter) => {
    service(ShopService, { listShops: () => ({ shops: [{ id: 's', name: 'Main', country: 'PL', currency: 'PLN' }] }) });
    service(SourceSystemService, { listSourceSystems: () => ({ sourceSystems: [{ id: 'm', code: 'MAIN', name: 'Optima Łódź' }] }) });
    service(EmployeeService, { listEmployees: () => ({ employees: [{ id: 'e', email: 'jan@acme.example', isDefault: true }] }) });
    service(HistoryService, {
      listHistory: () => ({
        entries: [
          {
            id: 'h',
            action: 'CUSTOMER_UPDATED',
            actorKind: ActorKind.ERP,
            actorName: 'MAIN',
            changes: [{ field: 'taxStatus', oldValue: { value: { case: 'code', value: 'domestic' } }, newValue: { value: { case: 'code', value: 'intra_eu' } } }],
          },
        ],
      }),
    });
    service(CustomerService, {
      getCustomer: () => ({ customer }),
      listAddresses: () => ({ addresses: [] }),
      updateCustomer: (request) => {
        updates.push(request);
        return {};
      },
    });
  };
}

const region = (name: string) => screen.findByRole('region', { name });

describe('CustomerPage', () => {
  it('offers nothing to change to those who may only look', async () => {
    await renderApp(<CustomerPage customerId="a" />, { server: serverWith(acme), session: testSession([Permission.CUSTOMERS_READ]) });
    expect(await screen.findByText('jan@acme.example')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Edit|Add|More actions|Actions/ })).toBeNull();
  });

  it('offers the decision that is due', async () => {
    const pending = { ...acme, status: CustomerStatus.PENDING, approval: Approval.PENDING };
    await renderApp(<CustomerPage customerId="a" />, { server: serverWith(pending) });
    expect(await screen.findByRole('button', { name: 'Approve' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Reject' })).toBeVisible();
    expect(screen.getByRole('note')).toHaveTextContent('Waits for approval');
  });

  it('says that only the ERP lifts its block, and does not offer to', async () => {
    const blocks = [{ source: BlockSource.ERP, scope: BlockScope.LOGIN, reason: 'DEACTIVATED', sourceSystem: 'MAIN' }];
    await renderApp(<CustomerPage customerId="a" />, { server: serverWith({ ...acme, status: CustomerStatus.BLOCKED_BY_ERP, blocks }) });
    expect(await screen.findByRole('note')).toHaveTextContent('The contractor was deactivated in the ERP MAIN. Only the ERP can lift this block');
    expect(screen.queryByRole('button', { name: 'Unblock' })).toBeNull();
  });

  it('puts the fields of the ERP behind a padlock', async () => {
    const { user } = await renderApp(<CustomerPage customerId="a" />, { server: serverWith({ ...acme, taxId: '5260250274', erpOwnedFields: ['taxId'] }) });
    await user.click(await screen.findByRole('button', { name: 'Edit: Tax' }));
    const tax = within(await region('Tax'));
    expect(tax.queryByRole('textbox', { name: 'Tax ID' })).toBeNull();
    expect(tax.getByText('5260250274')).toBeVisible();
    expect(tax.getByText('This comes from the ERP; change it there.')).toBeVisible();
    expect(tax.getByRole('textbox', { name: 'Registration number' })).toBeVisible();
  });

  it('names the ERP that decides a field, and leads whoever may change that to its settings', async () => {
    const linked = { ...acme, erpOwnedFields: ['taxId'], externalIds: [{ sourceSystem: 'MAIN', externalId: '1' }] };
    const { user, unmount } = await renderApp(<CustomerPage customerId="a" />, { server: serverWith(linked) });
    await user.click(await screen.findByRole('button', { name: 'Edit: Tax' }));
    expect(await screen.findByText(/Decided by the ERP: Optima Łódź\. Change it there\./)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Settings of Optima Łódź' })).toHaveAttribute('href', '/erp/m/settings#ownership');
    unmount();

    const support = testSession([Permission.CUSTOMERS_READ, Permission.CUSTOMERS_WRITE, Permission.SYNC_READ]);
    const other = await renderApp(<CustomerPage customerId="a" />, { server: serverWith(linked), session: support });
    await other.user.click(await screen.findByRole('button', { name: 'Edit: Tax' }));
    expect(await screen.findByText(/Decided by the ERP: Optima Łódź/)).toBeVisible();
    expect(screen.queryByRole('link', { name: /^Settings of/ })).toBeNull();
  });

  it('says that a customer is blocked because the last snapshot was without it', async () => {
    const blocks = [{ source: BlockSource.ERP, scope: BlockScope.LOGIN, reason: 'ABSENT', sourceSystem: 'MAIN' }];
    await renderApp(<CustomerPage customerId="a" />, { server: serverWith({ ...acme, status: CustomerStatus.BLOCKED_BY_ERP, blocks }) });
    expect(await screen.findByRole('note')).toHaveTextContent('The last snapshot of the ERP MAIN was without it. Only the ERP can lift this block');
  });

  it('sends only what was changed, with the etag', async () => {
    const updates: UpdateCustomerRequest[] = [];
    const { user } = await renderApp(<CustomerPage customerId="a" />, { server: serverWith(acme, updates) });
    await user.click(await screen.findByRole('button', { name: 'Edit: Customer data' }));
    const data = within(await region('Customer data'));
    await user.type(data.getByRole('textbox', { name: 'Phone' }), '601234567');
    await user.click(data.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'Edit: Customer data' })).toBeVisible();
    expect(updates).toHaveLength(1);
    expect(updates[0]).toMatchObject({ customer: { id: 'a', etag: '1', phone: '601234567' }, updateMask: { paths: ['phone'] } });
  });

  it('sends nothing when nothing was changed', async () => {
    const updates: UpdateCustomerRequest[] = [];
    const { user } = await renderApp(<CustomerPage customerId="a" />, { server: serverWith(acme, updates) });
    await user.click(await screen.findByRole('button', { name: 'Edit: Tax' }));
    await user.click(within(await region('Tax')).getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'Edit: Tax' })).toBeVisible();
    expect(updates).toEqual([]);
  });

  it('shows a warning beside the value that it is about', async () => {
    await renderApp(<CustomerPage customerId="a" />, { server: serverWith({ ...acme, phone: '12', warnings: ['PHONE_NOT_NORMALIZED:phone'] }) });
    expect(within(await region('Customer data')).getByText(/does not look like a complete phone number/)).toBeVisible();
  });

  it('speaks up when country and tax ID do not fit the tax status', async () => {
    const german = { ...acme, taxCountry: 'DE', taxId: 'DE136695976', taxStatus: TaxStatus.DOMESTIC };
    await renderApp(<CustomerPage customerId="a" />, { server: serverWith(german) });
    expect(await screen.findByText(/speak for “Within the EU”/)).toBeVisible();
  });

  it('tells the history in words: who, which field, from what to what', async () => {
    await renderApp(<CustomerPage customerId="a" />, { server: serverWith(acme) });
    const entry = await within(await region('History')).findByRole('listitem');
    expect(entry).toHaveTextContent('Customer changed');
    expect(entry).toHaveTextContent('ERP MAIN');
    expect(entry).toHaveTextContent('Tax statusDomestic → Within the EU');
  });
});
