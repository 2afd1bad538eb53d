/// Brings together what two people made of the same record, field by field.
struct SheetMerge {
  /// Everything that only one of the two changed; where both did, what I made of it.
  let merged: Sheet
  /// The fields both changed, each to something else; sorted.
  let colliding: [String]
  /// The fields that only the other one changed.
  let takenOver: [String]

  /// - Parameters:
  ///   - base: what both began from.
  ///   - theirs: what was saved meanwhile.
  init(base: Sheet, mine: Sheet, theirs: Sheet) {
    let byMe = Set(mine.differences(from: base))
    let byThem = Set(theirs.differences(from: base))
    let apart = Set(mine.differences(from: theirs))
    colliding = byMe.intersection(byThem).intersection(apart).sorted()
    takenOver = byThem.subtracting(byMe).sorted()
    merged = mine.replacing(takenOver, from: theirs)
  }
}
