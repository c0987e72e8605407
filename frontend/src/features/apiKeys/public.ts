import { withTexts } from '@/i18n';
import { part } from '@/ui/part';

export { useApiKeys } from './queries';

const parts = withTexts(() => import('./ApiKeysSection'), 'apiKeys');

/** All keys for those who may see them, and for others why not. */
export const ApiKeys = part(async () => (await parts()).ApiKeys);
/** The keys of one source. */
export const ApiKeysSection = part(async () => (await parts()).ApiKeysSection);
