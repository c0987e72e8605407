import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { FieldMaskSchema } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { AddressSchema } from '@/gen/kartoteka/v1/address_pb';
import { DiscountSchema, type Discount } from '@/gen/kartoteka/v1/discount_pb';
import { renderApp } from '@/test/render';
import { useMergingSave } from './useMergingSave';

const base = create(AddressSchema, { street: 'A 1', city: 'Łódź', etag: 'v1' });
const theirs = create(AddressSchema, { street: 'C 3', city: 'Łódź', etag: 'v2' });
const mine: MessageInitShape<typeof AddressSchema> = { street: 'B 2', city: 'Praha' };
const stale = new ConnectError('stale', Code.Aborted);

interface PageProps {
  send: (attempt: unknown) => Promise<unknown>;
  onSettled: (outcome: unknown) => void;
  paths?: string[];
}

function Page({ send, onSettled, paths = ['street', 'city'] }: PageProps) {
  const { save, dialog } = useMergingSave({
    schema: AddressSchema,
    base,
    loadLatest: () => Promise.resolve(theirs),
    labelOf: (field) => field.toUpperCase(),
    show: (field, record) => (field === 'street' ? record.street : record.city),
  });
  const mask = create(FieldMaskSchema, { paths });
  return (
    <>
      <button onClick={() => void save({ message: mine, mask }, send).then(onSettled, onSettled)}>Save</button>
      {dialog}
    </>
  );
}

async function saveOverTheirs() {
  const send = vi.fn().mockRejectedValueOnce(stale).mockResolvedValue('saved');
  const onSettled = vi.fn();
  const { user } = await renderApp(<Page send={send} onSettled={onSettled} />);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const dialog = await screen.findByRole('dialog', { name: 'Changed by somebody else' });
  return { send, onSettled, user, dialog };
}

function attempt(etag: string, paths: string[]) {
  return expect.objectContaining({ etag, mask: expect.objectContaining({ paths }) as unknown }) as unknown;
}

test('only the field that both changed is asked about, with all three values', async () => {
  const { dialog } = await saveOverTheirs();
  const rows = within(dialog).getAllByRole('row');
  expect(rows.map((row) => row.textContent)).toEqual(['FieldBeforeYoursTheirs', 'STREETA 1B 2C 3']);
  expect(within(dialog).getByRole('button', { name: 'Save with these choices' })).toBeDisabled();
});

test('keeping mine saves it over the newer version', async () => {
  const { send, onSettled, user, dialog } = await saveOverTheirs();
  await user.click(within(dialog).getByRole('radio', { name: 'STREET: Yours' }));
  await user.click(within(dialog).getByRole('button', { name: 'Save with these choices' }));
  await waitFor(() => expect(onSettled).toHaveBeenCalledWith('saved'));
  expect(send.mock.calls).toEqual([[attempt('v1', ['street', 'city'])], [attempt('v2', ['street', 'city'])]]);
});

test('taking theirs leaves the field out, and the rest is saved', async () => {
  const { send, user, dialog } = await saveOverTheirs();
  await user.click(within(dialog).getByRole('radio', { name: 'STREET: Theirs' }));
  await user.click(within(dialog).getByRole('button', { name: 'Save with these choices' }));
  await waitFor(() => expect(send).toHaveBeenLastCalledWith(attempt('v2', ['city'])));
});

test('changes that do not touch each other are saved side by side, and nobody is asked', async () => {
  const send = vi.fn().mockRejectedValueOnce(stale).mockResolvedValue('saved');
  const onSettled = vi.fn();
  const { user } = await renderApp(<Page send={send} onSettled={onSettled} paths={['city']} />);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(onSettled).toHaveBeenCalledWith('saved'));
  expect(send.mock.calls).toEqual([[attempt('v1', ['city'])], [attempt('v2', ['city'])]]);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('backing out refuses the save, so the form keeps everything', async () => {
  const { send, onSettled, user, dialog } = await saveOverTheirs();
  await user.click(within(dialog).getByRole('button', { name: 'Back to the form' }));
  await waitFor(() => expect(onSettled).toHaveBeenCalledWith(stale));
  expect(send).toHaveBeenCalledOnce();
});

test('other refusals pass through untouched', async () => {
  const invalid = new ConnectError('no', Code.InvalidArgument);
  const onSettled = vi.fn();
  const { user } = await renderApp(<Page send={() => Promise.reject(invalid)} onSettled={onSettled} />);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(onSettled).toHaveBeenCalledWith(invalid));
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('nothing is sent when nothing was changed, or when every change gave way to theirs', async () => {
  const send = vi.fn().mockRejectedValue(stale);
  const onSettled = vi.fn();
  const unchanged = await renderApp(<Page send={send} onSettled={onSettled} paths={[]} />);
  await unchanged.user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(onSettled).toHaveBeenCalledWith(undefined));
  expect(send).not.toHaveBeenCalled();
  unchanged.unmount();

  const { user } = await renderApp(<Page send={send} onSettled={onSettled} paths={['street']} />);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(await screen.findByRole('radio', { name: 'STREET: Theirs' }));
  await user.click(screen.getByRole('button', { name: 'Save with these choices' }));
  await waitFor(() => expect(onSettled).toHaveBeenCalledTimes(2));
  expect(onSettled).toHaveBeenLastCalledWith(undefined);
  expect(send).toHaveBeenCalledOnce();
});

interface ReductionPageProps {
  theirs: MessageInitShape<typeof DiscountSchema>['reduction'];
  send: (attempt: unknown) => Promise<unknown>;
}

/** A page on which 5 % gave way to a price of 100. */
function ReductionPage({ theirs: reduction, send }: ReductionPageProps) {
  const { save, dialog } = useMergingSave({
    schema: DiscountSchema,
    base: create(DiscountSchema, { reduction: { case: 'percent', value: '5' }, etag: 'v1' }),
    loadLatest: () => Promise.resolve(create(DiscountSchema, { reduction, etag: 'v2' })),
    labelOf: (field) => field.toUpperCase(),
    show: (field, record: Discount) => `${field} ${typeof record.reduction.value === 'string' ? record.reduction.value : (record.reduction.value?.amount ?? '')} `,
  });
  const change = {
    message: { name: 'Winter', reduction: { case: 'fixedPrice', value: { amount: '100', currency: 'PLN' } } },
    mask: create(FieldMaskSchema, { paths: ['name', 'percent', 'fixed_price'] }),
  } as const;
  return (
    <>
      <button onClick={() => void save(change, send)}>Save</button>
      {dialog}
    </>
  );
}

test.each<[string, ReductionPageProps['theirs'], string]>([
  ['a field that I cleared', { case: 'percent', value: '7' }, 'percent 7'],
  ['the field that I set', { case: 'fixedPrice', value: { amount: '90', currency: 'PLN' } }, 'fixedPrice 90'],
])('the fields of a oneof are one row, and go together: they changed %s', async (_, reduction, shown) => {
  const send = vi.fn().mockRejectedValueOnce(stale).mockResolvedValue('saved');
  const { user } = await renderApp(<ReductionPage theirs={reduction} send={send} />);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const rows = await screen.findAllByRole('row');
  expect(rows.map((row) => row.textContent)).toEqual(['FieldBeforeYoursTheirs', `REDUCTIONpercent 5 fixedPrice 100 ${shown} `]);
  await user.click(screen.getByRole('radio', { name: 'REDUCTION: Theirs' }));
  await user.click(screen.getByRole('button', { name: 'Save with these choices' }));
  await waitFor(() => expect(send).toHaveBeenLastCalledWith(attempt('v2', ['name'])));
});

test('my field of a oneof is saved with those that it clears', async () => {
  const send = vi.fn().mockRejectedValueOnce(stale).mockResolvedValue('saved');
  const { user } = await renderApp(<ReductionPage theirs={{ case: 'percent', value: '7' }} send={send} />);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(await screen.findByRole('radio', { name: 'REDUCTION: Yours' }));
  await user.click(screen.getByRole('button', { name: 'Save with these choices' }));
  await waitFor(() => expect(send).toHaveBeenLastCalledWith(attempt('v2', ['name', 'percent', 'fixed_price'])));
});
