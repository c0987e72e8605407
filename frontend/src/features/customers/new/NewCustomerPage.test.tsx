import { Code, ConnectError, type ConnectRouter } from '@connectrpc/connect';
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { ErrorInfoSchema } from '@/gen/google/rpc/error_details_pb';
import { CustomerService, type CreateCustomerRequest } from '@/gen/kartoteka/v1/customer_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { ShopService } from '@/gen/kartoteka/v1/shop_service_pb';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { NewCustomerPage } from './NewCustomerPage';

/** A server that keeps what it was asked, and fails at adding as told. */
function serverWith(asked: CreateCustomerRequest[], failures: ConnectError[] = []) {
  return ({ service }: ConnectRouter) => {
    service(ShopService, { listShops: () => ({ shops: [{ id: 's', country: 'PL', currency: 'PLN' }] }) });
    service(CustomerService, {
      createCustomer: (request) => {
        asked.push(request);
        const failure = request.validateOnly ? undefined : failures.shift();
        if (failure) throw failure;
        return { customer: { id: request.validateOnly ? '' : 'new-id' } };
      },
    });
  };
}

function refusal(reason: string): ConnectError {
  return new ConnectError(reason, Code.FailedPrecondition, undefined, [{ desc: ErrorInfoSchema, value: { reason } }]);
}

const name = (text: string) => screen.findByRole('textbox', { name: text });
const press = (text: string) => screen.findByRole('button', { name: text });

async function goToSummary(server: (router: ConnectRouter) => void) {
  const { user, address, unmount } = await renderApp(<NewCustomerPage />, { server });
  await user.type(await name('E-mail'), 'jan@acme.example{Enter}');
  await user.type(await name('Name'), 'Acme{Enter}');
  await press('Add a shipping address');
  return { user, address, unmount };
}

describe('NewCustomerPage', () => {
  beforeEach(() => sessionStorage.clear());

  it('checks after each step and adds at the end', async () => {
    const asked: CreateCustomerRequest[] = [];
    const { user, address } = await goToSummary(serverWith(asked));
    await user.click(await press('Add customer'));
    await waitFor(() => expect(address()).toContain('new-id'));
    expect(asked.map(({ validateOnly, customer }) => [validateOnly, customer?.email, customer?.name])).toEqual([
      [true, 'jan@acme.example', '-'],
      [true, 'jan@acme.example', 'Acme'],
      [false, 'jan@acme.example', 'Acme'],
    ]);
    expect(sessionStorage).toHaveLength(0);
  });

  it('shows another customer with the same tax ID before it goes on, once', async () => {
    const twin = { id: '0199aaaa-0000-7000-8000-000000000001', name: 'Acme sp. z o.o.', number: '100007' };
    const server = ({ service }: ConnectRouter) => {
      service(ShopService, { listShops: () => ({ shops: [{ id: 's', country: 'PL', currency: 'PLN' }] }) });
      service(CustomerService, {
        getCustomer: ({ id }) => ({ customer: { ...twin, id } }),
        createCustomer: ({ customer }) => ({ customer: { warnings: customer?.taxId ? [`SAME_TAX_ID:taxId:${twin.id}`] : [] } }),
      });
    };
    const { user } = await renderApp(<NewCustomerPage />, { server });
    await user.type(await name('E-mail'), 'jan@acme.example{Enter}');
    await user.type(await name('Tax ID'), '5250001026');
    await user.type(await name('Name'), 'Acme{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('Another customer has this tax ID');
    expect(await screen.findByRole('link', { name: 'Acme sp. z o.o. (100007)' })).toHaveAttribute('href', `/customers/${twin.id}`);
    expect(await name('Name')).toBeVisible();
    await user.click(await press('Continue'));
    await press('Add a shipping address');
    expect(screen.getByRole('alert')).toHaveTextContent('Another customer has this tax ID');
  });

  it('tries again under the same request id', async () => {
    const asked: CreateCustomerRequest[] = [];
    const { user, address } = await goToSummary(serverWith(asked, [new ConnectError('gone', Code.Unavailable)]));
    await user.click(await press('Add customer'));
    await screen.findByText(/The server does not answer/);
    await user.click(await press('Add customer'));
    await waitFor(() => expect(address()).toContain('new-id'));
    const [first, second] = asked.filter(({ validateOnly }) => !validateOnly);
    expect(first?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(second?.requestId).toBe(first?.requestId);
  });

  it('takes a new request id once the old one stands for other data', async () => {
    const asked: CreateCustomerRequest[] = [];
    const { user, address } = await goToSummary(serverWith(asked, [refusal('REQUEST_ID_REUSED')]));
    await user.click(await press('Add customer'));
    await screen.findByText(/already sent with other data/);
    await user.click(await press('Add customer'));
    await waitFor(() => expect(address()).toContain('new-id'));
    const [first, second] = asked.filter(({ validateOnly }) => !validateOnly);
    expect(second?.requestId).not.toBe(first?.requestId);
  });

  it('goes on in this tab where the person left off', async () => {
    const { user, unmount } = await goToSummary(serverWith([]));
    await user.click(await press('Add a shipping address'));
    await user.type(await name('City'), 'Łódź');
    window.dispatchEvent(new Event('pagehide'));
    expect(sessionStorage).toHaveLength(1);
    unmount();

    await renderApp(<NewCustomerPage />, { server: serverWith([]) });
    expect(await name('City')).toHaveValue('Łódź');
    expect(screen.getByText(/here is what you had typed/)).toBeVisible();
  });

  it('is not for those who may only look', async () => {
    await renderApp(<NewCustomerPage />, { session: testSession([Permission.CUSTOMERS_READ]) });
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByText(/Your role does not allow this/)).toBeVisible();
  });
});
