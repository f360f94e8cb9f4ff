/** Hands a text to the reader as a file: nothing leaves the machine. */

export function saveText(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; the text need not be kept.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
