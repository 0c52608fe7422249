/** Grey shapes where something will be in a moment, as large as that will be. */

export function Bones({ heights }: { heights: readonly number[] }) {
  return (
    <div role="status">
      <span class="sr-only">Loading</span>
      {heights.map((height, i) => (
        <span key={i} class="bone" style={{ height: `${height}px`, marginBlock: "16px" }} />
      ))}
    </div>
  );
}
