program Sync;

{ A complete ERP client in Delphi (10.4 and newer), with nothing but its own units.

    set KARTOTEKA_SERVER=http://localhost:8080
    set KARTOTEKA_KEY=kt_...
    Sync contractors.json work

  The file is one batch: an object with "contractors", at most 500 of them. It is written into the
  folder as the request that it will be, with its request id, and deleted once it was answered. A run
  that is cut off is simply run again. }

{$APPTYPE CONSOLE}

uses
  System.Classes, System.IOUtils, System.JSON, System.Math, System.Net.HttpClient, System.Net.URLClient, System.SysUtils;

const
  Attempts = 9;

{ Only what may succeed later is sent again. }
function MaySucceedLater(const Body: string): Boolean;
var
  Problem: TJSONValue;
  Code: string;
begin
  Problem := TJSONObject.ParseJSONValue(Body);
  try
    if (Problem = nil) or not Problem.TryGetValue<string>('code', Code) then
      Exit(True); { something on the way answered, not the server }
  finally
    Problem.Free;
  end;
  Result := ((Code = 'unavailable') or (Code = 'aborted') or (Code = 'deadline_exceeded') or (Code = 'resource_exhausted'))
    and not Body.Contains('BATCH_REJECTED');
end;

{ Calls until it is answered, always with the same request. }
function Call(const Method, Body: string): TJSONObject;
var
  Http: THTTPClient;
  Content: TStringStream;
  Answer: IHTTPResponse;
  Attempt: Integer;
begin
  Http := THTTPClient.Create;
  try
    Http.ResponseTimeout := 45000;
    Http.CustomHeaders['Authorization'] := 'Bearer ' + GetEnvironmentVariable('KARTOTEKA_KEY');
    Http.CustomHeaders['Content-Type'] := 'application/json';
    for Attempt := 0 to Attempts - 1 do
    begin
      Content := TStringStream.Create(Body, TEncoding.UTF8);
      try
        try
          Answer := Http.Post(GetEnvironmentVariable('KARTOTEKA_SERVER') + '/kartoteka.v1.ContractorSyncService/' + Method, Content);
          if Answer.StatusCode = 200 then
            Exit(TJSONObject.ParseJSONValue(Answer.ContentAsString(TEncoding.UTF8)) as TJSONObject);
          if not MaySucceedLater(Answer.ContentAsString(TEncoding.UTF8)) then
            raise Exception.Create(Method + ': ' + Answer.ContentAsString(TEncoding.UTF8));
        except
          on ENetHTTPClientException do
            ; { nobody knows whether it arrived }
        end;
      finally
        Content.Free;
      end;
      TThread.Sleep(Round(Min(500 * Power(2, Attempt), 30000) * (0.5 + Random / 2)));
    end;
    raise Exception.Create(Method + ': the server does not answer; run again later');
  finally
    Http.Free;
  end;
end;

procedure Push(const Source, Folder: string);
var
  Batch, Draft: string;
  Request, Answer: TJSONObject;
  Id: TGUID;
begin
  Batch := TPath.Combine(Folder, 'batch.json');
  if not TFile.Exists(Batch) then
  begin
    Request := TJSONObject.ParseJSONValue(TFile.ReadAllText(Source, TEncoding.UTF8)) as TJSONObject;
    try
      CreateGUID(Id);
      Request.AddPair('requestId', GUIDToString(Id).Trim(['{', '}']).ToLower);
      Draft := TPath.Combine(Folder, 'draft');
      TFile.WriteAllText(Draft, Request.ToJSON, TUTF8Encoding.Create(False));
      TFile.Move(Draft, Batch);
    finally
      Request.Free;
    end;
  end;
  Answer := Call('PushContractors', TFile.ReadAllText(Batch, TEncoding.UTF8));
  try
    Writeln('pushed ', Answer.GetValue('summary').ToJSON);
  finally
    Answer.Free;
  end;
  TFile.Delete(Batch);
end;

{ The cursor is kept after the changes: some may come twice. }
procedure Pull(const Kept: string);
var
  Cursor: string;
  More: Boolean;
  Page: TJSONObject;
  Change: TJSONValue;
begin
  Cursor := '';
  if TFile.Exists(Kept) then
    Cursor := TFile.ReadAllText(Kept);
  repeat
    Page := Call('PullChanges', '{"limit":500,"cursor":"' + Cursor + '"}');
    try
      for Change in Page.GetValue<TJSONArray>('changes') do
        Writeln('changed ', Change.GetValue<string>('customerId'));
      Cursor := Page.GetValue<string>('nextCursor');
      More := Page.GetValue<Boolean>('hasMore');
    finally
      Page.Free;
    end;
    TFile.WriteAllText(Kept, Cursor);
    Call('AckChanges', '{"consumer":"erp","cursor":"' + Cursor + '"}').Free;
  until not More;
end;

begin
  Randomize;
  try
    TDirectory.CreateDirectory(ParamStr(2));
    Push(ParamStr(1), ParamStr(2));
    Pull(TPath.Combine(ParamStr(2), 'cursor'));
  except
    on Failed: Exception do
    begin
      Writeln(ErrOutput, Failed.Message);
      ExitCode := 1;
    end;
  end;
end.
