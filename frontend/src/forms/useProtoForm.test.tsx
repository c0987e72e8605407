import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { BadRequestSchema, ErrorInfoSchema } from '@/gen/google/rpc/error_details_pb';
import { AddressSchema } from '@/gen/kartoteka/v1/address_pb';
import { renderApp } from '@/test/render';
import { ProtoFormBox, TextField, useProtoForm, type ProtoFormOptions } from './index';
import { unsavedForms } from './unsaved';

interface Values {
  street: string;
  postalCode: string;
}

type Options = Partial<ProtoFormOptions<typeof AddressSchema, Values, unknown>>;

function AddressForm(props: Options & { onCancel?: () => void }) {
  const form = useProtoForm({
    schema: AddressSchema,
    prefix: 'address',
    name: 'Address',
    initialValues: { street: 'Piotrkowska 1', postalCode: '90-001' },
    toMessage: (values: Values) => values,
    submit: () => Promise.resolve(undefined),
    ...props,
  });
  return (
    <ProtoFormBox form={form} onCancel={props.onCancel ?? (() => undefined)}>
      <TextField form={form} name="street" label="Street" />
      <TextField form={form} name="postalCode" label="Postal code" />
    </ProtoFormBox>
  );
}

function refusal(fields: { field: string; reason: string }[], reason = 'INVALID_FIELDS', code = Code.InvalidArgument): ConnectError {
  return new ConnectError('no', code, { 'X-Request-Id': 'r-7' }, [
    { desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { reason }) },
    { desc: BadRequestSchema, value: create(BadRequestSchema, { fieldViolations: fields }) },
  ]);
}

async function retype(user: Awaited<ReturnType<typeof renderApp>>['user'], label: string, text: string) {
  const input = screen.getByLabelText(label);
  await user.clear(input);
  await user.click(input);
  await user.paste(text);
}

afterEach(() => expect(unsavedForms.snapshot().size).toBe(0));

test('what changed is sent, and what did not is not in the mask', async () => {
  const submit = vi.fn().mockResolvedValue('saved');
  const onSaved = vi.fn();
  const { user } = await renderApp(<AddressForm submit={submit} onSaved={onSaved} />);
  await retype(user, 'Street', 'Nawrot 2');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(onSaved).toHaveBeenCalledWith('saved'));
  expect(submit).toHaveBeenCalledOnce();
  expect(submit).toHaveBeenCalledWith(
    expect.objectContaining({
      values: { street: 'Nawrot 2', postalCode: '90-001' },
      mask: expect.objectContaining({ paths: ['street'] }) as unknown,
    }),
  );
});

test('a broken rule stays in the browser, on its field, with the focus', async () => {
  const submit = vi.fn();
  const { user, unmount } = await renderApp(<AddressForm submit={submit} />);
  await retype(user, 'Postal code', '9'.repeat(21));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const input = screen.getByLabelText('Postal code');
  await waitFor(() => expect(input).toHaveFocus());
  expect(input).toBeInvalid();
  expect(input).toHaveAccessibleDescription('This is too long.');
  expect(submit).not.toHaveBeenCalled();
  unmount();
});

test('a refusal of the server lands on the same fields, with links to them', async () => {
  const submit = vi.fn().mockRejectedValue(
    refusal([
      { field: 'address.street', reason: 'REQUIRED' },
      { field: 'address.postal_code', reason: 'FORMAT_INVALID' },
    ]),
  );
  const { user } = await renderApp(<AddressForm submit={submit} />);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('2 fields need attention')).toBeVisible();
  expect(screen.getByLabelText('Street')).toHaveAccessibleDescription('This is required.');
  expect(screen.getByLabelText('Street')).toHaveFocus();
  await user.click(screen.getByRole('button', { name: 'Postal code' }));
  expect(screen.getByLabelText('Postal code')).toHaveFocus();
});

test('a failure without a field is an alert with the request id, and typing dismisses it', async () => {
  const submit = vi.fn().mockRejectedValue(refusal([], 'INTERNAL', Code.Internal));
  const { user, unmount } = await renderApp(<AddressForm submit={submit} />);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('r-7');
  await retype(user, 'Street', 'Nawrot 2');
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  unmount();
});

test('a form is unsaved from the first change until it is saved', async () => {
  const { user } = await renderApp(<AddressForm onSaved={() => expect(unsavedForms.snapshot().size).toBe(0)} />);
  expect(unsavedForms.snapshot().size).toBe(0);
  await retype(user, 'Street', 'Nawrot 2');
  expect([...unsavedForms.snapshot().values()]).toEqual(['Address']);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(unsavedForms.snapshot().size).toBe(0));
  expect.hasAssertions();
});

test('cancel brings the old values back and forgets the change', async () => {
  const onCancel = vi.fn();
  const { user } = await renderApp(<AddressForm onCancel={onCancel} />);
  await retype(user, 'Street', 'Nawrot 2');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onCancel).toHaveBeenCalledOnce();
  expect(screen.getByLabelText('Street')).toHaveValue('Piotrkowska 1');
});
