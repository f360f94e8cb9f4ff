/** The pictures of a question's turn, each under the number that stands in its text. */

/** What the reader of benches lets through: no page shows anything else, whatever its data say. */
const known = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/;

export function Pictures({ urls = [], before }: { urls?: readonly string[] | undefined; before: number }) {
  return (
    <>
      {urls.map((url, index) => {
        const name = `image ${before + index + 1}`;
        return known.test(url) && <img key={name} class="asked-picture" src={url} alt={name} title={name} />;
      })}
    </>
  );
}

/** How many pictures the turns before this one have. */
export function countBefore(pictures: readonly (readonly string[])[] = [], turn: number): number {
  return pictures.slice(0, turn).reduce((sum, urls) => sum + urls.length, 0);
}
