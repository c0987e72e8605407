interface File {
  content: Uint8Array;
  mediaType: string;
  fileName: string;
}

/** Hands a file from an answer to the browser, as a download does. Its content never is in an address. */
export function saveFile({ content, mediaType, fileName }: File): void {
  // The copy is what the types ask for: a Blob does not take memory that threads may share.
  const url = URL.createObjectURL(new Blob([new Uint8Array(content)], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has taken hold of the file by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
