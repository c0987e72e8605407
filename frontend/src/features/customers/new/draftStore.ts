import { parseDraft, type Draft } from './draft';

/** Drafts hold personal data: they stay in this tab, and belong to one staff member. */
function keyOf(staffId: string): string {
  return `kartoteka-new-customer:${staffId}`;
}

export const draftStore = {
  load: (staffId: string): Draft | undefined => attempt(() => parseDraft(sessionStorage.getItem(keyOf(staffId)))),
  save: (staffId: string, draft: Draft): void => attempt(() => sessionStorage.setItem(keyOf(staffId), JSON.stringify(draft))),
  drop: (staffId: string): void => attempt(() => sessionStorage.removeItem(keyOf(staffId))),
};

/** In a browser that forbids storage the wizard works, without memory. */
function attempt<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
