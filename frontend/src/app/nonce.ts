import { setNonce } from 'get-nonce';

/** The nonce that the server wrote into the page: style elements made at run time carry it, or the policy drops them. */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Dialogs lock the page's scrolling with a style element of their own, made by a library that asks get-nonce. */
export function shareNonce(): void {
  setNonce(cspNonce());
}
