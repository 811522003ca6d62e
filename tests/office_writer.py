"""LibreOffice's writer, driven without a window: it opens documents, accepts or refuses every tracked change, saves them again."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(listed As String)
  Dim iFile As Integer, sAsked As String, aParts
  iFile = FreeFile
  Open listed For Input As #iFile
  Do While Not EOF(iFile)
    Line Input #iFile, sAsked
    aParts = Split(sAsked, "|")
    If UBound(aParts) = 2 Then Treat(aParts(0), aParts(1), aParts(2))
  Loop
  Close #iFile
End Sub

Sub Treat(source As String, command As String, target As String)
  Dim oText As Object, oDispatcher As Object
  Dim aHidden(0) As New com.sun.star.beans.PropertyValue
  Dim aKind(0) As New com.sun.star.beans.PropertyValue
  Dim aNothing()
  aHidden(0).Name = "Hidden"
  aHidden(0).Value = True
  aKind(0).Name = "FilterName"
  aKind(0).Value = "MS Word 2007 XML"
  If Right(target, 4) = ".pdf" Then aKind(0).Value = "writer_pdf_Export"
  oText = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, aHidden())
  If command &lt;&gt; "" Then
    oDispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    oDispatcher.executeDispatch(oText.CurrentController.Frame, ".uno:" &amp; command, "", 0, aNothing())
  End If
  oText.storeToURL(ConvertToURL(target), aKind())
  oText.close(True)
End Sub
</script:module>
"""
ACCEPT, REJECT, AS_IT_IS = "AcceptAllTrackedChanges", "RejectAllTrackedChanges", ""


def settle(office: str, asked: Sequence[tuple[Path, str, Path]], home: Path) -> None:
    """Open each document, do what is asked to it, save it where it is asked; in one run, LibreOffice being slow to start.

    `home`: an empty folder, for its profile.
    """
    command = [office, f"-env:UserInstallation=file://{home}", "--headless", "--norestore"]
    # A profile that LibreOffice has not made itself loses its macros at the first start.
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    basic = home / "user/basic/Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "Module1.xba").write_text(_MODULE, "utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, "utf-8")
    listed = home / "asked.txt"
    listed.write_text("\n".join(f"{source}|{order}|{target}" for source, order, target in asked), "utf-8")
    macro = f'macro:///Standard.Module1.Settle("{listed}")'
    subprocess.run([*command, macro], check=True, capture_output=True, timeout=120)
    missing = [target.name for _, _, target in asked if not target.is_file()]
    assert not missing, f"LibreOffice wrote no {', '.join(missing)}"
