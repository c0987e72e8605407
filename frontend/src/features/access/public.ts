export { ApiKeysSection } from './ApiKeysSection';
export { useApiKeys } from './queries';
export { SecretDialog } from './SecretDialog';
