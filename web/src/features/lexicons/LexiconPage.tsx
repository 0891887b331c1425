export default function LexiconPage() {
  return null;
}
