import { Code } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { FieldOwner } from '@/gen/kartoteka/v1/ownership_pb';
import { MatchBy, UnknownGroups, type UpdateSourceSystemRequest } from '@/gen/kartoteka/v1/source_system_service_pb';
import { refusal } from '@/test/refusal';
import { testSession } from '@/test/session';
import { renderSource, sourceId, testSource } from '@/test/source';
import { SourceSettingsPage } from './SourceSettingsPage';

const { ERP, SHOP, SHARED } = FieldOwner;
const everywhere = (field: string, owner: FieldOwner) => ({ field, domestic: owner, intraEu: owner, extraEu: owner });
const source = {
  ...testSource,
  ownership: [everywhere('name', SHARED), everywhere('taxId', ERP), everywhere('erpDiscountPercent', ERP), everywhere('shopIds', SHOP)],
  matchBy: MatchBy.NONE,
  unknownGroups: UnknownGroups.CREATE,
};

function renderSettings(options: Parameters<typeof renderSource>[1] = {}) {
  const updates: UpdateSourceSystemRequest[] = [];
  const updateSourceSystem = (request: UpdateSourceSystemRequest) => {
    updates.push(request);
    return { sourceSystem: source };
  };
  const rendered = renderSource(<SourceSettingsPage sourceId={sourceId} />, { source, ...options, methods: { updateSourceSystem, ...options.methods } });
  return rendered.then((app) => ({ ...app, updates }));
}

const region = (name: string) => screen.findByRole('region', { name });

test('the name is all that is sent when the source is renamed', async () => {
  const { user, updates } = await renderSettings();
  await user.click(await screen.findByRole('button', { name: 'Edit: Source' }));
  await user.type(await screen.findByLabelText('Name'), ' 2');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(updates).toHaveLength(1));
  expect(updates[0]).toMatchObject({ sourceSystem: { id: sourceId, name: 'Optima 2', etag: '1' }, updateMask: { paths: ['name'] } });
});

test('whose a field is can be read by region; what is fixed says why', async () => {
  await renderSettings();
  const table = await screen.findByRole('table', { name: 'Who decides which field' });
  expect(within(table).getByRole('row', { name: /^Name/ })).toHaveTextContent('NameBothBothBoth');
  expect(within(table).getByRole('row', { name: /^ERP discount/ })).toHaveTextContent('Only the ERP has this discount.ERPERPERP');
  expect(within(table).getByRole('row', { name: /^Shops/ })).toHaveTextContent('No ERP knows the shops.ShopShopShop');
});

test('another owner in one region is sent as that field alone; fixed fields offer no choice', async () => {
  const { user, updates } = await renderSettings();
  await user.click(await screen.findByRole('button', { name: 'Edit: Who decides which field' }));
  expect(screen.queryByRole('combobox', { name: /^Shops/ })).not.toBeInTheDocument();
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Name: Outside the EU' }), 'ERP');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(updates).toHaveLength(1));
  expect(updates[0]?.updateMask).toMatchObject({ paths: ['ownership'] });
  expect(updates[0]?.sourceSystem?.ownership).toHaveLength(1);
  expect(updates[0]?.sourceSystem?.ownership[0]).toMatchObject({ field: 'name', domestic: SHARED, intraEu: SHARED, extraEu: ERP });
});

test('owners that somebody else has set in the meantime are asked about, and told in words', async () => {
  const theirs = { ...source, etag: '2', ownership: [everywhere('name', SHOP), ...source.ownership.slice(1)] };
  let isChanged = false;
  const { user } = await renderSettings({
    methods: {
      getSourceSystem: () => ({ sourceSystem: isChanged ? theirs : source }),
      updateSourceSystem: () => {
        isChanged = true;
        throw refusal(Code.Aborted, 'ETAG_MISMATCH');
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Edit: Who decides which field' }));
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Tax ID: Domestic' }), 'Both');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const dialog = await screen.findByRole('dialog', { name: 'Changed by somebody else' });
  expect(dialog).toHaveTextContent('Tax ID: Domestic – Both, Within the EU – ERP, and Outside the EU – ERP');
  expect(dialog).toHaveTextContent('Name: Domestic – Shop, Within the EU – Shop, and Outside the EU – Shop');
});

test('how the new is treated is chosen with a sentence for each way', async () => {
  const { user, updates } = await renderSettings();
  await user.click(await screen.findByRole('button', { name: 'Edit: Contractors and groups that are new' }));
  expect(await screen.findByText(/If exactly one customer has its tax ID/)).toBeVisible();
  await user.click(screen.getByRole('radio', { name: 'By tax ID' }));
  await user.click(screen.getByRole('radio', { name: 'Are put on hold' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(updates).toHaveLength(1));
  expect(updates[0]).toMatchObject({
    sourceSystem: { matchBy: MatchBy.TAX_ID, unknownGroups: UnknownGroups.HOLD },
    updateMask: { paths: ['match_by', 'unknown_groups'] },
  });
});

test('groups on hold are listed with how many wait for them', async () => {
  await renderSettings({ source: { ...source, heldGroups: [{ name: 'HURT-A', customerCount: 12 }] } });
  expect(within(await region('Groups on hold')).getByRole('row', { name: /HURT-A/ })).toHaveTextContent('12 customers');
});

test('where nothing is held and nothing will be, nothing is said of it', async () => {
  await renderSettings();
  await region('Who decides which field');
  expect(screen.queryByRole('region', { name: 'Groups on hold' })).not.toBeInTheDocument();
});

test('whoever may not change a source reads who may', async () => {
  await renderSettings({ session: testSession([Permission.SYNC_READ]) });
  expect(await screen.findAllByText('Owners and managers change this')).toHaveLength(3);
  expect(screen.queryByRole('button', { name: /^Edit/ })).not.toBeInTheDocument();
});
