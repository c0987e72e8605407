import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ConnectRouter } from '@connectrpc/connect';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AccountState, CustomerStatus, type CustomerSchema } from '@/gen/kartoteka/v1/customer_pb';
import { CountPrecision, CustomerService, type ListCustomersRequest } from '@/gen/kartoteka/v1/customer_service_pb';
import { GroupService } from '@/gen/kartoteka/v1/group_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { CustomersPage } from './CustomersPage';

type CustomerInit = MessageInitShape<typeof CustomerSchema>;

const GROUP = '01890000-0000-7000-8000-00000000000a';

interface ServerOptions {
  customers?: CustomerInit[];
  count?: number;
  precision?: CountPrecision;
  asked?: ListCustomersRequest[];
}

function serverWith({ customers = [], count = customers.length, precision = CountPrecision.EXACT, asked = [] }: ServerOptions) {
  return ({ service }: ConnectRouter) => {
    service(CustomerService, {
      listCustomers: (request) => {
        asked.push(request);
        return { customers };
      },
      countCustomers: () => ({ count, precision }),
    });
    service(GroupService, { listGroups: ({ ids }) => ({ groups: ids.map((id) => ({ id, name: 'Wholesale' })) }) });
  };
}

const acme: CustomerInit = { id: 'a', name: 'Acme', number: '7', status: CustomerStatus.ACTIVE, accountState: AccountState.REGISTERED, groupIds: [GROUP] };

describe('CustomersPage', () => {
  it('says in words what red means', async () => {
    await renderApp(<CustomersPage />, { server: serverWith({ customers: [{ ...acme, needsDefaultEmployee: true }] }) });
    const row = (await screen.findByRole('link', { name: /Acme/ })).closest('tr');
    expect(row).toHaveAttribute('data-tone', 'danger');
    expect(row).toHaveTextContent('No default employee');
  });

  it('tells contacts and registered customers apart for those who do not see the icon', async () => {
    const contact = { ...acme, id: 'b', name: 'Jan', accountState: AccountState.CONTACT };
    await renderApp(<CustomersPage />, { server: serverWith({ customers: [acme, contact] }) });
    expect(within(await screen.findByRole('link', { name: /Acme/ })).getByRole('img', { name: 'Registered' })).toBeVisible();
    expect(within(screen.getByRole('link', { name: /Jan/ })).getByRole('img', { name: 'Contact' })).toBeVisible();
  });

  it('shows groups by name', async () => {
    await renderApp(<CustomersPage />, { server: serverWith({ customers: [acme] }) });
    expect(await screen.findByText('Wholesale')).toBeVisible();
  });

  it.each([
    [CountPrecision.EXACT, '1,234,567 customers'],
    [CountPrecision.ESTIMATE, 'about 1,234,567 customers'],
    [CountPrecision.AT_LEAST, 'at least 1,234,567 customers'],
  ])('never shows a count as more certain than it is (%i)', async (precision, text) => {
    await renderApp(<CustomersPage />, { server: serverWith({ customers: [acme], count: 1_234_567, precision }) });
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('asks the server for what the address says, and takes a filter off by its chip', async () => {
    const asked: ListCustomersRequest[] = [];
    const { user, address } = await renderApp(<CustomersPage />, {
      server: serverWith({ customers: [acme], asked }),
      path: `/customers?q=ac&status=pending&group=${GROUP}&sort=-createTime`,
    });
    await screen.findByRole('link', { name: /Acme/ });
    expect(asked[0]).toMatchObject({
      orderBy: 'createTime desc',
      filter: {
        query: 'ac',
        conditions: [
          { field: 'status', anyOf: ['pending'] },
          { field: 'groupIds', anyOf: [GROUP] },
        ],
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Remove filter: Group: Wholesale' }));
    expect(address()).toBe('/customers?q=ac&status=pending&sort=-createTime');
  });

  it('offers to add a customer to those who may', async () => {
    await renderApp(<CustomersPage />, { server: serverWith({}) });
    expect(await screen.findByText('No customers yet')).toBeVisible();
    expect(screen.getAllByRole('link', { name: 'Add customer' })).toHaveLength(2);
  });

  it('does not offer it to those who may only look', async () => {
    await renderApp(<CustomersPage />, { server: serverWith({}), session: testSession([Permission.CUSTOMERS_READ]) });
    expect(await screen.findByText('No customers yet')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Add customer' })).toBeNull();
  });
});
