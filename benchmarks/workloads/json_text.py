"""Writing and reading JSON."""

import json


def main():
    rows = []
    for i in range(300):
        nested = {"value": i + 0.5, "ok": i % 2 == 0}
        rows.append({"id": i, "name": f"row {i}", "tags": ["a", "b", "c"], "nested": nested})
    size = total = 0
    for _ in range(40):
        text = json.dumps(rows, sort_keys=True, separators=(",", ":"))
        size += len(text)
        back = json.loads(text)
        for row in back:
            total += row["id"]
    print(size, total)


main()
