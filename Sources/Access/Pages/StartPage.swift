import Vocabulary
import Web

/// The desk's first page: what to do next, then what there is.
struct StartPage: Sendable {
  let desk: Desk

  func addRoutes(to routes: DeskRoutes) {
    routes.page("", for: .viewDesk) { try await page($0) }
  }

  private func page(_ visit: DeskVisit) async throws -> DeskPage {
    let speaker = visit.speaker
    let sections = desk.sections.filter { visit.account.maySomewhere($0.action) }
    var tasks: [DeskSection.Task] = []
    for section in sections { tasks += try await section.tasks(visit) }
    let todo = tasks.map { task -> HTML in
      "<li><p>\(task.sentence)</p><a class=\"button quiet\" href=\"\(task.url)\">\(task.button)</a></li>"
    }
    let doors = sections.map { section -> HTML in
      """
      <li><a href="\(DeskPath.url(section.path))">\(.icon(section.icon, desk.site.assets))\
      <strong>\(speaker.texts.text(section.name, in: speaker.language))</strong>\
      <span>\(speaker.texts.text(section.about, in: speaker.language))</span></a></li>
      """
    }
    let next: HTML =
      todo.isEmpty ? "<p>\(speaker(AccessText.nothingToDo))</p>" : "<ul class=\"tasks\">\(todo)</ul>"
    let own: HTML = """
      <li><a href="\(DeskPath.url("account"))">\(.icon(.people, desk.site.assets))\
      <strong>\(speaker(AccessText.ownAccount))</strong><span>\(speaker(AccessText.ownAccountAbout))</span></a></li>
      """
    return DeskPage(
      title: speaker(AccessText.desk), kind: "desk",
      body: """
        <h1>\(speaker(AccessText.greeting, ["name": visit.account.name]))</h1>
        <h2>\(speaker(AccessText.toDo))</h2>
        \(next)
        <h2>\(speaker(AccessText.areas))</h2><ul class="sections">\(doors)\(own)</ul>
        """)
  }
}
