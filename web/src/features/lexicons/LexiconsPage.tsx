export default function LexiconsPage() {
  return null;
}
