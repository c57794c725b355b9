// Style sheets that the card adopts as text; esbuild inlines them (`with { type: "text" }`).
declare module "*.css" {
  const text: string;
  export default text;
}
